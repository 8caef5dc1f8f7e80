//! The tagger: part of speech, entity and attribution labels for every token.
//!
//! Weights come as bytes from `hustings-model`; the rule stages read the labels and never the weights.
//!
//! `Kallas/NNP/person said/VBD/cue she/PRP would/MD run/VB`

mod decode;
mod layer;
mod pieces;
mod product;
mod stance;
mod tagger;
mod weights;
mod wide;

pub use weights::Error;

use crate::segment::Segments;
pub use stance::Signs;
pub(crate) use stance::StanceScores;
use stance::StanceWeights;
use weights::Weights;

/// The weights of the tagger and of the classifier of stances; the default has none and tags nothing.
#[derive(Clone, Debug, Default)]
pub struct Model {
    weights: Option<Box<Weights>>,
    stance: Option<Box<StanceWeights>>,
}

impl Model {
    /// Reads the weights from the bytes of a file that training exported.
    ///
    /// # Errors
    /// When the bytes are of another kind or version, end too early, or hold other labels than this program's.
    ///
    /// ```
    /// let error = hustings::Model::from_bytes(b"no weights").unwrap_err();
    /// assert!(error.to_string().contains("none of hustings"));
    /// ```
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, Error> {
        Ok(Self { weights: Some(Box::new(Weights::read(bytes)?)), stance: None })
    }

    /// Returns the model with the classifier of stances of the bytes of a file that `training/stance.py` wrote.
    ///
    /// # Errors
    /// When the bytes are of another kind or version, end too early, or have another shape than this program's.
    pub fn with_stances(self, bytes: &[u8]) -> Result<Self, Error> {
        Ok(Self { stance: Some(Box::new(StanceWeights::read(bytes)?)), ..self })
    }

    /// Returns how likely each stance of a statement toward a person is, if there are weights; `group` is where the
    /// statement has the person from.
    pub(crate) fn stance(&self, signs: &Signs, group: usize) -> Option<StanceScores> {
        self.stance.as_ref().map(|weights| weights.score(signs, group))
    }

    /// Returns the labels of every token; without weights, no labels at all.
    ///
    /// The labels of an article depend on nothing but its words, and are the same on every machine.
    pub fn tag(&self, body: &str, segments: &Segments) -> Tags {
        self.weights.as_ref().map(|weights| tagger::tag(weights, body, segments)).unwrap_or_default()
    }

    /// Returns what training learned of which segments belong together, if there are weights.
    pub(crate) fn linker(&self) -> Option<&Linker> {
        self.weights.as_ref().map(|weights| &weights.linker)
    }
}

/// How gladly a cue takes a content or a source: one weight a feature of [`crate::attribution::link`].
#[derive(Clone, Debug)]
pub(crate) struct Linker {
    /// For a cue and a content.
    pub(crate) contents: Vec<f32>,
    /// For a cue and a source.
    pub(crate) sources: Vec<f32>,
    /// The scores of a content without a cue and of a cue without a source.
    pub(crate) nothing: [f32; 2],
    /// Scale and shift of the logit of a confidence, which make it a probability (Platt 1999).
    calibration: [f32; 2],
}

impl Linker {
    /// How many weights there are.
    pub(crate) const SIZE: usize = 184;

    fn new(weights: &[f32]) -> Self {
        let features = (Self::SIZE - 4) / 2;
        Self {
            contents: weights[..features].to_vec(),
            sources: weights[features..2 * features].to_vec(),
            nothing: [weights[2 * features], weights[2 * features + 1]],
            calibration: [weights[2 * features + 2], weights[2 * features + 3]],
        }
    }

    /// Returns how likely an attribution is right, from the product of what its parts are sure of.
    pub(crate) fn likelihood(&self, confidence: f32) -> f32 {
        let [scale, shift] = self.calibration;
        let p = confidence.clamp(1e-4, 1.0 - 1e-4);
        1.0 / (1.0 + (-scale * (p / (1.0 - p)).ln() - shift).exp())
    }
}

/// What the tagger says of every token.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    /// The part of speech of each token.
    pub parts_of_speech: Vec<PartOfSpeech>,
    /// Which kind of named entity each token belongs to.
    pub entities: Vec<EntityTag>,
    /// Which part of an attribution each token belongs to.
    pub attributions: Vec<AttributionTag>,
    /// How likely each label of `attributions` is, 0 to 1.
    pub attribution_certainties: Vec<f32>,
}

/// How many labels of attributions, parts of speech and entities there are.
const LABELS: [usize; 3] = [7, PartOfSpeech::ALL.len(), 9];

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

impl PartOfSpeech {
    /// All of them, in the order of the tagger's labels.
    const ALL: [Self; 35] = [
        Self::CC,
        Self::CD,
        Self::DT,
        Self::EX,
        Self::IN,
        Self::JJ,
        Self::JJR,
        Self::JJS,
        Self::MD,
        Self::NN,
        Self::NNP,
        Self::NNPS,
        Self::NNS,
        Self::PDT,
        Self::POS,
        Self::PRP,
        Self::PRPS,
        Self::RB,
        Self::RBR,
        Self::RBS,
        Self::RP,
        Self::TO,
        Self::UH,
        Self::VB,
        Self::VBD,
        Self::VBG,
        Self::VBN,
        Self::VBP,
        Self::VBZ,
        Self::WDT,
        Self::WP,
        Self::WPS,
        Self::WRB,
        Self::Mark,
        Self::Other,
    ];
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
