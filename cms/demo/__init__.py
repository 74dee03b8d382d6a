"""
The demonstration newsroom: people, texts, pictures, sound and video that ``load_demo`` puts in place.

``texts/`` and the data modules are the content; ``files/`` holds the files, made by
``cms.demo.make_files`` (sources in docs/demo-sources.md).
"""
