"""Sign in and out."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView


class SignInForm(AuthenticationForm):
    """Name and password, as controls that look like the others."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


class SignIn(LoginView):
    """Who is signed in already goes on to where he wanted to."""

    template_name = "catalog/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """By POST only, so that no link or image can sign anybody out."""
