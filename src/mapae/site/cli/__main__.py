"""python -m mapae.site.cli"""

from mapae.site.cli.main import main

main()
