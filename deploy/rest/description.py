"""Where the API's description of itself is served."""

from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_page
from drf_spectacular.renderers import OpenApiJsonRenderer2, OpenApiYamlRenderer2
from drf_spectacular.views import SpectacularAPIView


# It stays the same as long as the process lives, and takes a second to make.
@method_decorator(cache_page(24 * 60 * 60), name="dispatch")
class DescriptionView(SpectacularAPIView):
    """JSON, or YAML where that is asked for."""

    renderer_classes = [OpenApiJsonRenderer2, OpenApiYamlRenderer2]
