{{ newest_rows(source('lake', 'bill_of_materials'), 'bill_of_materials') }}
