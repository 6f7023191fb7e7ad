"""The catalogue as it will look: built, served and built again on every save."""
