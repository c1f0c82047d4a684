# Glossar der Kennzahlen.

page-glossary = Kennzahlen

glossary-title = Was die { $figures } bedeuten und wie sie entstehen
glossary-more = Definition
glossary-unknown = In dieser Veröffentlichung gibt es keine Kennzahl `{ $kpi }`. Suchen Sie sie unten nach ihrem Namen.
glossary-iso = Nächste Entsprechung in ISO 22400-2
glossary-comment = In der Datei
glossary-grain = Granularität
glossary-tables = Tabellen
glossary-close = Diesen Eintrag schließen
glossary-and-more = { $names } und { $n } weitere
glossary-find = Kennzahl suchen
glossary-language = So beschreibt die veröffentlichte Datei ihre Kennzahlen selbst, auf Englisch; Formeln nennen ihre Spalten.
