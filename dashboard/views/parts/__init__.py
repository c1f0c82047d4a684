"""What several pages are put together from: headings, notices, tables, links and the sentences on them."""
