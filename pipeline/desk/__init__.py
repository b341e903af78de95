"""The auditor's desk: a local web site over an output folder, built on Datasette."""
