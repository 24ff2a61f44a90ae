//! What came of comparing a device's fingerprint (`/verify`).

use leptos::prelude::*;
use protocol::{
    Failure,
    profile::{DeviceVerified, VerifyDevice},
};

use crate::{
    kit::{Alert, Button, Dialog, Spinner, Tone},
    link::use_link,
    t,
    text::failure,
};

/// The dialog; it compares as it opens.
#[component]
pub(crate) fn VerifyDialog(wanted: VerifyDevice, on_close: Callback<()>) -> impl IntoView {
    let link = use_link();
    let outcome = RwSignal::new(None::<Result<DeviceVerified, Failure>>);
    let command = wanted.clone();
    let ask = Callback::new(move |()| {
        outcome.set(None);
        let asked = link.request(command.clone());
        link.spawn(async move {
            outcome.try_set(Some(asked.await));
        });
    });
    ask.run(());
    let VerifyDevice { user, device, fingerprint } = wanted;
    let said = move || {
        let (user, device) = (user.to_string(), device.clone());
        outcome.get().map(|outcome| match outcome {
            Ok(DeviceVerified::Now) => {
                view! { <p role="status">{t!("composer-verify-now", user = user, device = device)}</p> }
                    .into_any()
            }
            Ok(DeviceVerified::Already) => {
                view! { <p role="status">{t!("composer-verify-already", user = user, device = device)}</p> }
                    .into_any()
            }
            Ok(DeviceVerified::Unknown) => {
                let text = t!("composer-verify-unknown", user = user, device = device);
                view! { <Alert tone=Tone::Warning><p class="text">{text}</p></Alert> }.into_any()
            }
            Ok(DeviceVerified::Differs { fingerprint: has }) => view! {
                <Alert tone=Tone::Danger title=Some(t!("composer-verify-differs"))>
                    <p class="text">{t!("composer-verify-differs-text", user = user, device = device)}</p>
                </Alert>
                <dl class="Fingerprints">
                    <dt>{t!("composer-verify-has")}</dt>
                    <dd><code dir="ltr">{grouped(&has)}</code></dd>
                    <dt>{t!("composer-verify-told")}</dt>
                    <dd><code dir="ltr">{grouped(&fingerprint)}</code></dd>
                </dl>
            }
            .into_any(),
            Err(why) => {
                let text = t!("composer-verify-failed", reason = failure::sentence(&why));
                view! {
                    <Alert tone=Tone::Warning>
                        <p class="text">{text}</p>
                        <div class="actions">
                            <Button on_press=move |_| ask.run(())>{t!("composer-verify-again")}</Button>
                        </div>
                    </Alert>
                }
                .into_any()
            }
        })
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("composer-verify-title"))
            close_label=Signal::derive(|| t!("composer-asked-close"))
            on_close=on_close
        >
            {move || outcome.with(Option::is_none).then(|| {
                view! { <Spinner label=Some(t!("composer-verify-busy")) /> }
            })}
            {said}
        </Dialog>
    }
}

/// A fingerprint in groups of four, as one compares it.
fn grouped(fingerprint: &str) -> String {
    let letters: Vec<char> = fingerprint.chars().filter(|letter| !letter.is_whitespace()).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn fingerprints_stand_in_groups() {
        assert_eq!(super::grouped("abcdEFGH12"), "abcd EFGH 12");
        assert_eq!(super::grouped("abc dEF\nGH12"), "abcd EFGH 12");
        assert_eq!(super::grouped(""), "");
    }
}
