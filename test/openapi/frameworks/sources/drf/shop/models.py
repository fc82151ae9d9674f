from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=80)
    born = models.DateField(null=True, blank=True)


class Book(models.Model):
    class Kind(models.TextChoices):
        NOVEL = "novel", "Novel"
        POEMS = "poems", "Poems"

    title = models.CharField(max_length=120)
    isbn = models.CharField(max_length=13, unique=True)
    kind = models.CharField(max_length=5, choices=Kind.choices, blank=True)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
    pages = models.PositiveSmallIntegerField(null=True)
    cover = models.ImageField(null=True, upload_to="covers")
    slug = models.SlugField()
    created = models.DateTimeField(auto_now_add=True)
