//! The small module with the sign-in page alone: what somebody who is new here waits for.

fn main() {
    app::boot::start(app::shell::entrance::leave);
}
