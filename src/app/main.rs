//! The UI module: starts the interface when `boot.js` has brought it up.

fn main() {
    app::boot::start();
}
