//! From the page's first breath to the first screen. `public/boot.js` has gone before: the login token is
//! out of the address, the browser can do what is needed, and the configuration is on its way.

use js_sys::{Promise, Reflect};
use leptos::prelude::*;
use protocol::Secret;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::{
    config::{Config, ConfigError},
    features::sign_in::{FormerWay, Opening},
    kit,
    link::Link,
    locations,
    platform::{self, prefs, timer},
    route, settings,
    shell::{BrokenConfig, Root, SESSION_FLAG, SignedIn, theme},
    text::{self, Part, language},
};

/// Why there is no configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoConfig {
    /// The file could not be fetched; HTTP status, or zero.
    Missing(u16),
    /// It cannot be used.
    Broken {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        error: ConfigError,
    },
}

/// Starts the interface. What is given here is all in which the two UI modules differ: what one does not name is
/// not linked into it.
pub fn start(signed_in: SignedIn, former: Option<FormerWay>, texts: &'static [Part]) {
    text::begin(texts);
    std::panic::set_hook(Box::new(crash));
    wasm_bindgen_futures::spawn_local(run(signed_in, former));
}

async fn run(signed_in: SignedIn, former: Option<FormerWay>) {
    let handed = Reflect::get(&js_sys::global(), &"protium".into()).unwrap_or(JsValue::UNDEFINED);
    if Reflect::get(&handed, &"failed".into()).is_ok_and(|failed| failed.is_truthy()) {
        return;
    }
    if let Some(icons) = platform::meta("protium-icons") {
        kit::set_sprite_url(icons);
    }
    let opening = opening(&handed);
    let link = Link::browser();
    let known = prefs::get(SESSION_FLAG).is_some();
    if known || opening != Opening::Plain {
        link.start();
    }
    route::follow();
    settings::begin();
    let (config, ()) =
        futures_util::future::join(config(&handed), language::show(language::preferred())).await;
    platform::document().body().inspect(|body| body.set_text_content(None));
    match config {
        Ok(config) => {
            theme::begin(config.theme);
            route::set_own_prefixes(own_prefix(), config.permalink_prefix.clone());
            locations::configure(config.map_style.clone());
            let root = link.clone();
            mount_to_body(move || {
                // Who comes back from signing in sees that go on, also where somebody was signed in before.
                let known = known && opening == Opening::Plain;
                if let Some(way) = former {
                    provide_context(way);
                }
                view! { <Root link=root config=config signed_in=signed_in opening=opening known=known /> }
            });
            // The sign-in page stands first; then the engine may have the line.
            timer::when_idle(move || link.start());
        }
        Err(why) => mount_to_body(move || {
            provide_context(link);
            view! { <BrokenConfig why=why /> }
        }),
    }
}

/// What `boot.js` found in the address.
fn opening(handed: &JsValue) -> Opening {
    let found = Reflect::get(handed, &"loginReturn".into()).unwrap_or(JsValue::NULL);
    let text = |key: &str| Reflect::get(&found, &key.into()).ok().and_then(|value| value.as_string());
    match found.is_object().then(|| text("token")).flatten() {
        Some(token) => {
            // It is good once: nobody else needs it.
            let _ = Reflect::set(handed, &"loginReturn".into(), &JsValue::NULL);
            Opening::Returned { token: Secret::new(token), nonce: text("nonce") }
        }
        None => Opening::Plain,
    }
}

async fn config(handed: &JsValue) -> Result<Config, NoConfig> {
    let promise =
        Reflect::get(handed, &"config".into()).ok().and_then(|value| value.dyn_into::<Promise>().ok());
    let Some(promise) = promise else { return Err(NoConfig::Missing(0)) };
    let answer = JsFuture::from(promise).await.map_err(|_| NoConfig::Missing(0))?;
    let field = |key: &str| Reflect::get(&answer, &key.into()).unwrap_or(JsValue::UNDEFINED);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an HTTP status")]
    let status = field("status").as_f64().unwrap_or_default() as u16;
    match status {
        200 => {
            let file = field("name").as_string().unwrap_or_default();
            let text = field("text").as_string().unwrap_or_default();
            Config::parse(&text).map_err(|error| NoConfig::Broken { file, error })
        }
        // A deployment without a file is one that changes nothing.
        404 => Ok(Config::default()),
        status => Err(NoConfig::Missing(status)),
    }
}

fn own_prefix() -> String {
    let page = platform::base();
    let page = page.split(['?', '#']).next().unwrap_or_default();
    let folder = page.rsplit_once('/').map_or(page, |(folder, _)| folder);
    format!("{folder}/")
}

/// The interface has panicked, and nothing of it can be trusted any more: says so in plain elements.
fn crash(info: &std::panic::PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    let document = platform::document();
    let Some(body) = document.body() else { return };
    let make = |tag: &str, class: &str, text: &str| {
        let element = document.create_element(tag).ok()?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Some(element)
    };
    let german = language::current_untracked() == language::Language::German;
    let (title, text, again) = if german {
        ("Die Seite ist abgestürzt", "Das ist unser Fehler. Nichts Gesendetes geht verloren.", "Neu laden")
    } else {
        ("The page has crashed", "This is our fault. Nothing that was sent is lost.", "Load again")
    };
    let page = || -> Option<web_sys::Element> {
        let page = make("main", "ErrorPage", "")?;
        let card = make("div", "card", "")?;
        let sentence = make("p", "text", text)?;
        sentence.set_attribute("role", "alert").ok()?;
        let button = make("button", "Button", again)?;
        button.set_attribute("data-variant", "primary").ok()?;
        let listener = wasm_bindgen::closure::Closure::<dyn Fn()>::new(platform::reload).into_js_value();
        button.add_event_listener_with_callback("click", listener.unchecked_ref()).ok()?;
        for part in [make("h1", "title", title)?, sentence, button] {
            card.append_child(&part).ok()?;
        }
        page.append_child(&card).ok()?;
        Some(page)
    };
    if let Some(page) = page() {
        body.set_text_content(None);
        let _ = body.append_child(&page);
    }
}
