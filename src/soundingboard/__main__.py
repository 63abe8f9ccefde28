from soundingboard.site.cli import run

run()
