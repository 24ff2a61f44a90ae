mod clean;
mod edit;
mod markdown;
mod raw;
mod tree;
