"""A package, since one of the libraries that judge the site installs a package named `tests`."""
