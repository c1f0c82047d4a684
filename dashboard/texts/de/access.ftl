# Anmeldung.

sign-in-title = Melden Sie sich an, um die Zahlen zu sehen
sign-in-why = Das Konto Ihrer Organisation entscheidet, welche Werke und Seiten Sie sehen.
sign-in = Anmelden
sign-out = Abmelden
signed-in-as = Angemeldet als { $reader }
no-role-title = Ihr Konto hat hier keine Rolle
no-role = Sie sind angemeldet als { $reader }, aber keine Ihrer Rollen steht in der `access.yaml` dieses Arbeitsbereichs. Fragen Sie, wer Millrace in Ihrem Werk betreibt.
rules-wrong-title = Zurzeit kann niemand eingelassen werden
rules-wrong = { $error } Bis das behoben ist, bleibt alles verwehrt.
page-denied-title = Ihren Rollen ist keine Seite freigegeben
