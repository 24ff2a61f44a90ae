//! How large a picture is shown, and which part of it. No DOM; lengths in CSS pixels.

use protocol::{
    rich_text::{Node, RichText},
    timeline::{Content, EventItem},
};

/// Most that a picture is enlarged over its own pixels.
const MOST: f64 = 8.0;
/// One press on plus or minus.
pub(crate) const STEP: f64 = 1.5;

/// Width and height, or a place.
pub(crate) type Pair = (f64, f64);

/// Where the picture is on the stage. At scale 1 the whole of it fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lens {
    /// How many times larger than fitting.
    pub(crate) scale: f64,
    /// How far the picture's middle is from the stage's.
    pub(crate) offset: Pair,
    /// The stage's size.
    pub(crate) stage: Pair,
    /// The picture's own size.
    pub(crate) picture: Pair,
    /// Quarters of a turn, clockwise, by which it is shown turned.
    pub(crate) quarters: u8,
}

impl Default for Lens {
    fn default() -> Self {
        Self { scale: 1.0, offset: (0.0, 0.0), stage: (1.0, 1.0), picture: (1.0, 1.0), quarters: 0 }
    }
}

impl Lens {
    /// The size at which the whole picture fits as it is turned; small pictures keep their own.
    pub(crate) fn fitting(&self) -> Pair {
        let (width, height) = self.turned(self.picture);
        let (width, height) = (width.max(1.0), height.max(1.0));
        let factor = (self.stage.0 / width).min(self.stage.1 / height).min(1.0);
        (width * factor, height * factor)
    }

    /// The same before it is turned.
    pub(crate) fn unturned(&self) -> Pair {
        self.turned(self.fitting())
    }

    /// On its side, what was wide is high.
    fn turned(&self, size: Pair) -> Pair {
        if self.quarters % 2 == 1 { (size.1, size.0) } else { size }
    }

    /// Turns it by a quarter, clockwise, and shows the whole of it.
    pub(crate) fn turn(&mut self) {
        self.quarters = (self.quarters + 1) % 4;
        self.fit();
    }

    fn largest(&self) -> f64 {
        (MOST * self.turned(self.picture).0.max(1.0) / self.fitting().0.max(1.0)).max(2.0)
    }

    /// Whether it is larger than fitting.
    pub(crate) fn zoomed(&self) -> bool {
        self.scale > 1.001
    }

    /// Whether it can be made larger.
    pub(crate) fn can_grow(&self) -> bool {
        self.scale < self.largest() - 0.001
    }

    /// The whole picture.
    pub(crate) fn fit(&mut self) {
        self.scale = 1.0;
        self.offset = (0.0, 0.0);
    }

    /// Makes it so many times larger; what is at `point`, counted from the stage's middle, stays there.
    pub(crate) fn zoom(&mut self, factor: f64, point: Pair) {
        let scale = (self.scale * factor).clamp(1.0, self.largest());
        let real = scale / self.scale;
        self.offset =
            (point.0 - (point.0 - self.offset.0) * real, point.1 - (point.1 - self.offset.1) * real);
        self.scale = scale;
        self.bound();
    }

    /// Moves it.
    pub(crate) fn pan(&mut self, by: Pair) {
        self.offset = (self.offset.0 + by.0, self.offset.1 + by.1);
        self.bound();
    }

    /// Takes new sizes.
    pub(crate) fn resize(&mut self, stage: Pair, picture: Pair) {
        self.stage = stage;
        self.picture = picture;
        self.scale = self.scale.clamp(1.0, self.largest());
        self.bound();
    }

    /// The picture's edge never comes further in than the stage's.
    fn bound(&mut self) {
        let fitting = self.fitting();
        let reach = |size: f64, stage: f64| ((size * self.scale - stage) / 2.0).max(0.0);
        let (x, y) = (reach(fitting.0, self.stage.0), reach(fitting.1, self.stage.1));
        self.offset = (self.offset.0.clamp(-x, x), self.offset.1.clamp(-y, y));
    }
}

/// The neighbour `step` pictures on, if there is one.
pub(crate) fn neighbour(at: usize, step: isize, count: usize) -> Option<usize> {
    at.checked_add_signed(step).filter(|at| *at < count)
}

/// The caption as plain text; spoilers stay hidden.
pub(crate) fn caption(event: &EventItem) -> Option<String> {
    let (Content::Image { caption: Some(RichText { nodes, .. }), .. }
    | Content::Video { caption: Some(RichText { nodes, .. }), .. }) = &event.content
    else {
        return None;
    };
    let mut text = String::new();
    flatten(nodes, &mut text);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn flatten(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::LineBreak | Node::Rule => out.push(' '),
            Node::Element { children, .. }
            | Node::Heading { children, .. }
            | Node::Link { children, .. }
            | Node::Coloured { children, .. } => flatten(children, out),
            Node::List { items, .. } => items.iter().for_each(|item| {
                out.push(' ');
                flatten(item, out);
            }),
            Node::CodeBlock { code, .. } => out.push_str(code),
            Node::Pill(pill) => out.push_str(&match pill {
                protocol::rich_text::Pill::User { name, .. } => name.clone(),
                protocol::rich_text::Pill::Room { id_or_alias, name, .. } => {
                    name.clone().unwrap_or_else(|| id_or_alias.clone())
                }
                protocol::rich_text::Pill::Everyone => "@room".to_owned(),
            }),
            Node::Image { alt, .. } => out.push_str(alt),
            Node::Maths { latex, .. } => out.push_str(latex),
            Node::Table { caption, .. } => flatten(caption, out),
            Node::Details { summary, .. } => flatten(summary, out),
            Node::Spoiler { .. } => out.push('▒'),
        }
    }
}
