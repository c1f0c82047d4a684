{{ newest_rows(source('lake', 'product_revisions'), 'product_revisions') }}
