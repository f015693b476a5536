"""Pictures drawn as SVG: the map, the timeline, the matrix."""
