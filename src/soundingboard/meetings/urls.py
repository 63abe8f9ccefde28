from django.urls import URLPattern, URLResolver, path

from soundingboard.meetings.views import after, agenda, room

app_name = "meetings"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<str:public_id>/agenda/", agenda.builder, name="agenda"),
    path("<str:public_id>/agenda/preview/", agenda.preview, name="agenda-preview"),
    path("<str:public_id>/after/", after.after, name="after"),
    path("<str:public_id>/after/try/", after.try_by, name="try"),
    path("<str:public_id>/after/keep/", after.keep, name="keep"),
    path("<str:public_id>/after/follow-ups/<str:follow_up_id>/", after.done, name="done"),
    path("<str:public_id>/after/requests/<str:request_id>/", after.help_with, name="help"),
    path("<str:public_id>/", room.room, name="room"),
    path("<str:public_id>/table/", room.table, name="table"),
    path("<str:public_id>/people/", room.people, name="people"),
    path("<str:public_id>/words/<str:words_id>/", room.words, name="words"),
    path("<str:public_id>/asks/<int:place>/", room.ask, name="ask"),
    path("<str:public_id>/write/<str:kind>/", room.write, name="write"),
    path("<str:public_id>/requests/", room.requests, name="requests"),
    path("<str:public_id>/requests/<str:request_id>/", room.answer, name="answer"),
]
