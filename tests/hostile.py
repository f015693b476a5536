"""A web page that tries whatever a page can try on whoever opens it."""

from __future__ import annotations

HOSTILE = b"""<!doctype html><html><head><title>A report</title>
<meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/">
<link rel="stylesheet" href="https://evil.example/x.css"><script>alert(1)</script></head>
<body onload="alert(2)"><p>The road was closed. <a href="javascript:alert(3)">more</a></p>
<svg onload="alert(4)"><script>alert(5)</script></svg><img src=x onerror="alert(6)">
<iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><input></form>
<p>&lt;script&gt;alert(7)&lt;/script&gt; was written on the wall.</p></body></html>"""
