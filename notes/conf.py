project = "Study wiki"
extensions = ["sphinx_wiki"]
