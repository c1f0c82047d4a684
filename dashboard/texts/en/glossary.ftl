# KPI glossary.

page-glossary = KPI glossary

glossary-title = What the { $figures } mean, and how each is made
glossary-more = Definition
glossary-unknown = There is no figure `{ $kpi }` in this publication. Find it by its name below.
glossary-iso = Nearest in ISO 22400-2
glossary-comment = In the file
glossary-grain = Grain
glossary-tables = Tables
glossary-close = Close this entry
glossary-and-more = { $names } and { $n } more
glossary-find = Find a figure
glossary-language = As the published file describes its own figures; formulas name its columns.
