# Anmeldung.

sign-in-title = Melden Sie sich an, um die Zahlen zu sehen
sign-in-why = Das Konto Ihrer Organisation entscheidet, welche Werke und Seiten Sie sehen.
sign-in-over = Ihre Anmeldung ist abgelaufen. Melden Sie sich neu an: Was Sie sehen dürfen, wird dabei neu erfragt.
sign-in = Anmelden
sign-out = Abmelden
signed-in-as = Angemeldet als { $reader }
no-role-title = Ihr Konto hat hier keine Rolle
no-role = Sie sind angemeldet als { $reader }, aber keine Ihrer Rollen steht in der `access.yaml` dieses Arbeitsbereichs. Fragen Sie, wer Millrace in Ihrem Werk betreibt.
rules-wrong-title = Zurzeit ist kein Zugang möglich
rules-wrong = { $error } Bis das behoben ist, bleibt der Zugang gesperrt.
page-denied-title = Für Ihre Rollen ist keine Seite freigegeben
