//! The dialogs about messages.

use leptos::prelude::*;

use protocol::moderation::Reported;

use super::{
    parts::{
        delete::DeleteDialog, forward::ForwardDialog, history::HistoryDialog, poll, source::SourceDialog,
    },
    scene::Scene,
};
use crate::{
    rooms::{DateDialog, RedactRecentDialog, ReportDialog, SaveDialog, ShareDialog},
    t,
};

/// Those that are open.
#[component]
pub(crate) fn Dialogs(scene: Scene) -> impl IntoView {
    let model = scene.model;
    // A dialog stays when what it shows comes: made anew, it would not know where the focus was before.
    let history = Memo::new(move |_| model.history.with(Option::is_some));
    let source = Memo::new(move |_| model.source.with(Option::is_some));
    view! {
        {move || history.get().then(|| view! { <HistoryDialog scene=scene /> }.into_any())}
        {move || source.get().then(|| view! { <SourceDialog scene=scene /> }.into_any())}
        {move || model.forwarding.get().map(|events| view! { <ForwardDialog scene=scene events=events /> }.into_any())}
        {move || model.reporting.get().map(|(event, author)| view! {
            <ReportDialog
                what=Reported::Message(model.room(), event)
                author=Some(author)
                on_close=move |()| model.reporting.set(None)
            />
        }.into_any())}
        {move || model.purging.get().map(|author| view! {
            <RedactRecentDialog room=model.room() author=author on_close=move |()| model.purging.set(None) />
        }.into_any())}
        {move || model.saving.get().map(|event| view! {
            <SaveDialog room=model.room() event=event on_close=move |()| model.saving.set(None) />
        }.into_any())}
        {move || model.sharing.get().map(|link| view! {
            <ShareDialog
                title=Signal::derive(|| t!("timeline-share-title"))
                link=link
                on_close=move |()| model.sharing.set(None)
            />
        }.into_any())}
        {move || model.dating.get().map(|from| view! {
            <DateDialog room=model.room() from=from on_close=move |()| model.dating.set(None) />
        }.into_any())}
        {move || model.asked_poll.get().map(|asked| poll::dialog(scene, asked))}
        {move || model.deleting.get().map(|events| view! { <DeleteDialog scene=scene events=events /> }.into_any())}
    }
}
