"""Serializers, views and routes as the users of drf-spectacular write them."""

from django.http import HttpResponse
from django.urls import include, path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework import permissions, routers, serializers, viewsets
from rest_framework.authtoken.views import obtain_auth_token
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from .models import Author, Book


class AuthorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = "__all__"


class BookSerializer(serializers.ModelSerializer):
    author_detail = AuthorSerializer(source="author", read_only=True, allow_null=True)
    editor = AuthorSerializer(required=False, allow_null=True)
    code = serializers.RegexField(r"^[\w.@+-]+$", write_only=True)

    class Meta:
        model = Book
        fields = "__all__"


class CoverSerializer(serializers.Serializer):
    cover = serializers.ImageField()


class LoanSerializer(serializers.Serializer):
    kind = serializers.CharField()
    until = serializers.DateField()


class SaleSerializer(serializers.Serializer):
    kind = serializers.CharField()
    price = serializers.DecimalField(max_digits=8, decimal_places=2)


class AuthorViewSet(viewsets.ModelViewSet):
    queryset = Author.objects.all()
    serializer_class = AuthorSerializer
    permission_classes = [permissions.IsAuthenticated]


class BookViewSet(viewsets.ModelViewSet):
    """Books of the library."""

    queryset = Book.objects.all()
    serializer_class = BookSerializer
    filterset_fields = {"kind": ["exact", "in"], "price": ["lt", "gt"], "author": ["exact"]}

    @extend_schema(request=CoverSerializer, responses={204: None})
    @action(detail=True, methods=["put"], parser_classes=[MultiPartParser])
    def cover(self, request, pk=None):
        return Response(status=204)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True)
    def sample(self, request, pk=None):
        return HttpResponse(b"", content_type="application/pdf")

    @extend_schema(
        request=PolymorphicProxySerializer("Transfer", {"loan": LoanSerializer, "sale": SaleSerializer}, "kind"),
        responses={200: OpenApiTypes.OBJECT},
        parameters=[OpenApiParameter("X-Branch", str, OpenApiParameter.HEADER, required=True)],
    )
    @action(detail=True, methods=["post"])
    def transfers(self, request, pk=None):
        return Response({})


@extend_schema(responses=OpenApiTypes.STR, auth=[])
@api_view()
@permission_classes([permissions.AllowAny])
def status(request, format=None):
    return Response("up")


router = routers.DefaultRouter()
router.register("authors", AuthorViewSet)
router.register("books", BookViewSet)

urlpatterns = [
    path("api/v2/", include(router.urls)),
    path("api/token/", obtain_auth_token),
    path("api/status/", status),
    path("api/schema/", SpectacularAPIView.as_view()),
]
