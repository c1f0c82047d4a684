# Schichtbericht, auf der Seite und auf Papier.

page-shift-report = Schichtbericht

shift-of = { $place }, Schicht { $shift }
shift-times = { $start } bis { $end }
shift-none = Keine Schicht zu berichten
shift-choose-site-title = Ein Schichtbericht gilt für ein Werk
shift-choose-site = Schichten verschiedener Werke beginnen zu verschiedenen Zeiten. Wählen Sie links ein Werk oder eine seiner Linien.
shift-unfinished = Diese Schicht ist in den Daten noch nicht zu Ende: Zahlen bis { $until }
shift-pdf = Dieser Bericht als PDF
shift-to-target = { $gap } zum Ziel
shift-no-target = ohne Ziel
shift-basis = { $planned } Planbelegungszeit, davon { $known } bekannt

shift-lines-made = Fertigung je Linie
shift-line-made = { $line } fertigte { $good } Gutteile; { $scrap } wurden Ausschuss
shift-output-key = Gutteile, die die Linie verließen; Ausschuss aller ihrer Arbeitseinheiten
shift-states = Zustände der Arbeitseinheiten während der Schicht
shift-no-state = Zu dieser Schicht ist kein Zustand bekannt
shift-stops-key = { $shown } von { $n } Stillständen, die in der Schicht begannen, die teuersten zuerst
shift-no-order = Kein Auftrag lief
n-order-ran = { $n ->
    [one] { $n } Auftrag lief
   *[other] { $n } Aufträge liefen
 }
shift-of-planned = { $good } von { $planned }
shift-orders-key = Mengen über die ganze Zeit des Auftrags
shift-no-energy = Energie wird hier nicht gemessen
shift-energy = Die Schicht verbrauchte { $energy }; davon { $idle } kWh ohne Produktion
shift-energy-for = { $energy } für { $cost }
shift-energy-key = Was die Arbeitseinheiten mit Zähler verbrauchten
shift-nothing-open = Keine offenen Punkte
n-open-point = { $n ->
    [one] { $n } Punkt ist offen
   *[other] { $n } Punkte sind offen
 }
shift-what = Was
shift-where = Wo
shift-detail = Einzelheiten
shift-open-stop = Stillstand dauert an
shift-open-key = Ein Stillstand, der andauert, zählt bis zu den neuesten Daten
shift-open-since = { $reason }, seit { $start } ({ $duration })
shift-unexplained = Stillstände ohne bekannten Grund
shift-late-source = Quelle ist verspätet
shift-no-data = noch keine Daten
shift-newest = neueste Daten von { $newest }
shift-letters = ?: ein Schriftzeichen, das dieses Papier nicht drucken kann; die Seite zeigt es.
shift-to-stops = Die Stillstände dieser Schicht
# Unten auf jedem Blatt.
shift-foot = { $place } · Version { $version } · veröffentlicht { $published } ({ $zone })
page-of = Seite { $n } von { $all }
