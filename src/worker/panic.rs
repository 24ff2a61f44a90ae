//! Last words: a panic poisons the module, so every tab is told and the worker ends; the tabs start a new
//! one and subscribe anew.

use std::cell::RefCell;

use protocol::{IncidentId, ToTab, codec};

use crate::{js, log, port::Port};

thread_local! {
    static PORTS: RefCell<Vec<Port>> = const { RefCell::new(Vec::new()) };
}

/// The port is told when the engine panics.
pub(crate) fn remember(port: &Port) {
    PORTS.with_borrow_mut(|ports| ports.push(port.clone()));
}

/// Sets the hook.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(|info| {
        let incident = IncidentId(format!("panic-{:x}", js_sys::Date::now() as u64));
        let line = format!("{incident}: {info}");
        web_sys::console::error_1(&line.as_str().into());
        log::push(line);
        let head = codec::encode(&ToTab::Fatal { incident, log: log::text() });
        PORTS.with_borrow(|ports| {
            for port in ports {
                port.post_frame(&head, Vec::new());
            }
        });
        js::close();
    }));
}
