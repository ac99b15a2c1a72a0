"""The Datasette plugin: pages, permissions and settings of the tracker."""
