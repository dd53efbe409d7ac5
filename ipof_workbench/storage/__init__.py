"""The project file. The only package that knows SQLAlchemy and SQLite."""
