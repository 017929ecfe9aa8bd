"""Outputs made from an archive as a whole: bag, manifest, bibliography, report, site, volumes."""
