// Shows the passkey's button where the browser can use one, and says so where it could not.
document.querySelectorAll("#passkey_login, #passkey_use, #passkey_add").forEach((button) => {
  button.hidden = !window.PublicKeyCredential;
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.createElement("p");
  told.className = "govuk-error-message";
  told.setAttribute("role", "alert");
  told.textContent = "The passkey was not used. Try again, or sign in another way.";
  document.querySelector("main h1").after(told);
});
