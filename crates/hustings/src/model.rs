//! The tagger: part of speech, entity and attribution labels for every token.
//!
//! Weights come as bytes from `hustings-model`; the rule stages read the labels and never the weights.
//!
//! `Kallas/NNP/person said/VBD/cue she/PRP would/MD run/VB`

/// The weights of the tagger.
#[derive(Clone, Debug, Default)]
pub struct Model {}

/// What the tagger says of every token.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    /// The part of speech of each token.
    pub parts_of_speech: Vec<PartOfSpeech>,
    /// Which kind of named entity each token belongs to.
    pub entities: Vec<EntityTag>,
    /// Which part of an attribution each token belongs to.
    pub attributions: Vec<AttributionTag>,
}

/// A part of speech of the Penn treebank, its rarer tags folded into `Other`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum PartOfSpeech {
    CC,
    CD,
    DT,
    EX,
    IN,
    JJ,
    JJR,
    JJS,
    MD,
    NN,
    NNP,
    NNPS,
    NNS,
    PDT,
    POS,
    PRP,
    PRPS,
    RB,
    RBR,
    RBS,
    RP,
    TO,
    UH,
    VB,
    VBD,
    VBG,
    VBN,
    VBP,
    VBZ,
    WDT,
    WP,
    WPS,
    WRB,
    Mark,
    #[default]
    Other,
}

/// Whether a token begins, goes on with, or is outside of a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EntityTag {
    /// In no named entity.
    #[default]
    Outside,
    /// The first token of an entity.
    Begin(NameKind),
    /// A further token of an entity.
    Inside(NameKind),
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A place.
    Place,
    /// Anything else with a name: events, works, products.
    Other,
}

/// Which part of an attribution a token belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AttributionTag {
    /// None.
    #[default]
    Outside,
    /// The first token of a part.
    Begin(AttributionPart),
    /// A further token of a part.
    Inside(AttributionPart),
}

/// The three parts of an attribution (PARC, PolNeAR).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttributionPart {
    /// Who says it.
    Source,
    /// The words that make it an attribution.
    Cue,
    /// What is said.
    Content,
}
