from django.urls import path

from soundingboard.groups import views

app_name = "groups"
urlpatterns = [
    path("", views.groups, name="list"),
    path("new/", views.new, name="new"),
    path("join/<str:token>/", views.join, name="join"),
    path("<slug:public_id>/", views.group, name="group"),
    path("<slug:public_id>/settings/", views.settings, name="settings"),
    path("<slug:public_id>/agreement/", views.agreement, name="agreement"),
    path("<slug:public_id>/agreement/accept/", views.accept, name="accept"),
    path("<slug:public_id>/agreement/propose/", views.propose, name="propose"),
    path("<slug:public_id>/agreement/withdraw/", views.withdraw_proposal, name="withdraw-proposal"),
    path("<slug:public_id>/members/", views.members, name="members"),
    path("<slug:public_id>/members/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:public_id>/meetings/", views.meetings, name="meetings"),
    path("<slug:public_id>/meetings/new/", views.add_meeting, name="add-meeting"),
    path("<slug:public_id>/leave/", views.leave, name="leave"),
    path("<slug:public_id>/formats/", views.formats, name="formats"),
    path("<slug:public_id>/formats/copy/<slug:format_id>/", views.copy_format, name="copy-format"),
    path("<slug:public_id>/formats/<slug:slug>/", views.edit_format, name="edit-format"),
    path("<slug:public_id>/formats/<slug:slug>/remove/", views.remove_format, name="remove-format"),
]
