"""Groups of concepts that the assembly of statements treats alike."""

RELATIONS = {"emergency-contact", "relative", "friend", "employer", "contact-persons"}
INSIDE = ("borrower", "provider", "servicer")  # the contract's own parties
LENDING = {"provider", "servicer"}
OUTSIDE = {
    "partner",
    "affiliate",
    "funder",
    "data-vendor",
    "insurer-guarantor",
    "advertiser",
    "assignee",
    "service-provider",
    "law-firm",
    "named-firm",
    "anyone",
    "collector",
    "credit-bureau",
    "public",
}
# Data whose mere collection says little: it counts who else gets it. Of all other data, those that a pack
# brings among them, it is a statement.
GENERIC = {
    "device-info",
    "financial-account",
    "identity-info",
    "personal-info",
    "loan-info",
    "overdue-info",
    "credit-standing",
    "anonymous-info",
}
CREDIT = {"credit-info", "credit-report", "adverse-info", "credit-standing"}
ABOUT_BORROWER = {
    "personal-info",
    "overdue-info",
    "identity-info",
    "any-info",
    "credit-info",
    "credit-report",
    "credit-standing",
    "loan-info",
    "adverse-info",
    "biometric",
}
