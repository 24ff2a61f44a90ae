//! The whole interface: for those who are signed in, or come back to be.

fn main() {
    app::boot::start(app::shell::app);
}
