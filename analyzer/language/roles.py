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
# Data whose mere collection is a statement; of other data it counts who else gets it.
SPECIFIC = {
    "contact-list",
    "call-log",
    "sms",
    "social-graph",
    "carrier-records",
    "location",
    "album",
    "app-list",
    "clipboard",
    "sensors",
    "biometric",
    "sensitive-info",
    "contact-person-info",
    "credit-info",
    "credit-report",
    "adverse-info",
    "any-info",
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
