from django.urls import URLPattern, URLResolver, path

from soundingboard.cases import views

app_name = "cases"
urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/", views.write, name="write"),
    path("cases/<str:public_id>/mine/", views.mine, name="mine"),
    path("cases/<str:public_id>/mine/take-back/", views.take_back, name="take-back"),
    path("cases/<str:public_id>/listed/", views.listed, name="listed"),
    path("cases/<str:public_id>/kept/", views.kept, name="kept"),
    path("cases/<str:public_id>/<int:place>/", views.panel, name="panel"),
    path("cases/<str:public_id>/<int:place>/no-conflict/", views.no_conflict, name="no-conflict"),
    path("cases/<str:public_id>/<int:place>/open/", views.open_case, name="open"),
    path("handed-over/", views.handed_over, name="handed-over"),
]
