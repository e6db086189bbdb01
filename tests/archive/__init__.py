"""The archive: a site of files, looked at as files and in a browser."""
