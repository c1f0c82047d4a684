# Verluste.

page-losses = Verluste

losses-no-time = Es ist keine Zeit verbucht
losses-spent-unplanned = Von { $calendar } Kalenderzeit war nichts Planbelegungszeit
losses-spent = { $good } von { $planned } Planbelegungszeit waren Gutzeit: { $share }
losses-time-key = Von der Kalenderzeit bis zur Sollzeit der Gutteile, in Stunden; umrandet: nicht geplant oder nicht bekannt
losses-six = Der größte der sechs großen Verluste: { $loss }, { $hours }
losses-six-key = Die sechs großen Verluste, in Stunden; in Geld zählt der Ausschuss nach einem Wiederanlauf zum Anfahrausschuss, nicht zu den Kosten der Stillstände
losses-six-alt = Die sechs großen Verluste in Stunden, Stück und Geld
losses-equivalent = Entgangene Stückzahl
losses-reasons-alt = Gründe der Stillstände
losses-reasons-key = Kosten und Stunden der Stillstände nach Grund, { $currency }. Weiter zu den untergeordneten Gründen oder zu den Stillständen:
losses-within = { $branch }: { $told }
losses-all-reasons = Alle Gründe
step-calendar = Kalenderzeit
step-unscheduled = Nicht belegt
step-planned = Geplante Stillstände
big-loss-breakdowns = Störungen
big-loss-set-up-and-adjustment = Rüsten und Einstellen
big-loss-minor-stops = Kurzstillstände
big-loss-reduced-speed = Geschwindigkeitsverlust
big-loss-process-defects = Prozessausschuss
big-loss-start-up-rejects = Anfahrausschuss
