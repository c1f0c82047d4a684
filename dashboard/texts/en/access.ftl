# Signing in.

sign-in-title = Sign in to see the figures
sign-in-why = Your organisation's account decides which sites and pages you see.
sign-in-over = Your sign-in has lasted its time. Sign in again: what you may see is asked for anew.
sign-in = Sign in
sign-out = Sign out
signed-in-as = Signed in as { $reader }
no-role-title = Your account has no role here
no-role = You are signed in as { $reader }, but none of your roles is named in this workspace's `access.yaml`. Ask whoever runs Millrace in your plant.
rules-wrong-title = Nobody can be let in at the moment
rules-wrong = { $error } Until it is mended, everything is denied.
page-denied-title = No page is granted to your roles
