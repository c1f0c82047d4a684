{{ newest_rows(source('lake', 'scrap_reasons'), 'scrap_reasons') }}
