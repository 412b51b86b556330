"""``python -m sphinx_wiki.command``, where the command itself is not on the path."""

import sys

from sphinx_wiki.command import main

sys.exit(main())
