# Glossar der Kennzahlen.

page-glossary = Kennzahlen

glossary-title = Was die { $figures } bedeuten, und wie jede entsteht
glossary-more = Definition
glossary-unknown = In dieser Veröffentlichung gibt es keine Kennzahl `{ $kpi }`. Suchen Sie sie unten nach ihrem Namen.
glossary-iso = Am nächsten in ISO 22400-2
glossary-comment = In der Datei
glossary-grain = Körnung
glossary-tables = Tabellen
glossary-close = Diesen Eintrag schließen
glossary-and-more = { $names } und { $n } weitere
glossary-find = Kennzahl suchen
glossary-language = Wie die veröffentlichte Datei ihre Zahlen selbst beschreibt, auf Englisch; Formeln nennen ihre Spalten.
