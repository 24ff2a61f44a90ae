#![no_main]

use app::route::{Route, parse_link};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let routes = [Some(Route::parse(&text)), parse_link(&text)];
    for route in routes.into_iter().flatten() {
        assert_eq!(Route::parse(&route.href()), route, "an address comes back as it went");
    }
});
