"""Words on a page: sentences, dates, quantities, and finding a quote again."""
