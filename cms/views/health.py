"""Whether the house is alive, and whether it is ready: for load balancers and for people on duty."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import health


@never_cache
@require_safe
def alive(request):
    """``/healthz``: this process answers. Asks nothing of anybody else."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request):
    """``/readyz``: 200 while every part that readers need works, else 503; each part by name."""
    report = health.examine()
    return JsonResponse(report.as_dict(), status=200 if report.is_ready else 503)
