"""Everyday English words for the same thing, for searching: readers rarely know the words of a title."""

SYNONYMS = tuple(
    tuple(line.split())
    for line in """
    abnormal anomalous anomaly odd strange unhealthy unusual weird
    accurate accuracy exact precise precision correct
    adapt adjust customize tailor
    add append insert
    aircraft airplane flight plane
    alike identical same similar
    answer reply respond response
    anticipate forecast foresee guess predict prediction tomorrow
    approximate estimate guess
    assess evaluate judge measure rate
    attack hack hacker intruder threat
    attacker adversary cheat dishonest fraud malicious
    audio acoustic hear noise sound
    automatic automated automatically itself
    avoid prevent stop
    average mean
    battery electricity energy power
    beginner introduction introductory primer tutorial
    benchmark compare comparison contrast
    big enormous giant gigantic huge large massive
    blend combine fuse join merge mix unite
    body posture skeleton
    bottleneck slowest
    break breakdown broken crash fail failure fault outage
    brief concise short
    business company enterprise firm industry
    calm steady stable stability
    car automobile driver driving vehicle
    cardiac heart heartbeat
    cause reason why
    change drift evolve shift vary
    chat conversation dialog dialogue
    cheap affordable economical inexpensive
    check test validate verify
    choice choose chosen pick select selection
    city town urban
    clean denoise
    clinic clinical doctor hospital medical patient
    clip film footage movie video
    color colour
    communicate send transfer transmit
    communication exchange transfer
    community clique club cluster group
    compact light lightweight little mini small tiny
    compress shrink squeeze
    compute calculate computation
    computer device machine
    confidence certainty sure trust uncertainty
    confidential private privacy secret sensitive
    connect connection link tie
    connection friendship relationship
    copy duplicate imitate mimic replicate
    cost expense price
    costly expensive
    count number tally
    cut decrease lower reduce trim
    damage harm hurt
    danger dangerous harmful hazard malicious risk unsafe
    decide decision
    deceive fool mislead trick
    defend defense guard protect protection
    delay latency lag late wait
    delete discard drop eliminate erase remove throw
    depict describe description
    design designed designing invent
    detect discover find identify notice recognize spot
    diagnose diagnosis
    different differ diverse heterogeneous unequal unlike
    difficult challenging hard
    disaster catastrophe earthquake emergency
    discrimination bias prejudice unfair unfairness
    disease disorder illness sick sickness
    distant far remote scattered
    distributed scattered spread
    divide partition separate split
    document page text
    draw generate paint produce sketch
    drug medicine medication pharmaceutical
    easy effortless simple
    edit alter modify
    effect impact influence
    enhance better boost improve
    enlarge expand grow growth increase
    equal balanced even evenly
    error mistake wrong
    everyone global world worldwide
    expand extend widen
    explain explanation interpret interpretable understand why
    fair fairness unbiased
    fake bogus counterfeit false forged spoofed
    fast faster fastest quick quicker quickly rapid speed
    accelerate faster quicker speed speedup
    few limited rare scarce
    fix correct mend repair
    flaw vulnerability weakness
    fluid liquid water
    forget forgetting lose losing
    friend friendship acquaintance social
    gender men sex women
    geological geology mineral rock soil
    gradual gradually progressive
    guarantee assurance certified provable proof
    guide advice guideline recipe tips
    home household local
    human people person user
    image photo photograph picture
    imbalance imbalanced skewed uneven
    important essential crucial
    independent separate
    individual personal personalized
    infection epidemic pandemic virus
    item product
    jam congestion traffic
    join collaborate collaborative cooperate joint jointly together
    judge verdict
    keep maintain preserve retain
    label annotate annotation tag
    language linguistic
    learn study train
    light optical photonic
    long lengthy
    many multiple numerous several
    map mapping
    match align alignment
    memorize recall remember retrieve
    message email mail
    missing absent incomplete
    mobile cellphone phone portable smartphone
    module component part piece
    monitor observe track watch
    moment time instant
    molecule chemical chemistry
    money cost financial
    music musical singer singing song
    nature natural biological
    nearby adjacent local neighbor neighbour
    network net web
    noisy corrupted
    old former previous
    online internet web website
    opinion review sentiment
    optimal best optimum
    order rank ranking sort
    outline contour segment segmentation
    overview review summary survey
    pace speed
    pattern motif shape
    physics physical
    position location place
    program code programming software
    quality performance
    question ask query
    random chance randomly
    recommend recommendation suggest suggestion
    rebuild reconstruct recover restore
    redundant duplicate needless superfluous unnecessary useless waste
    reject refuse
    repeat iterate recurrent repetition
    replace substitute swap
    reuse recycle
    road street traffic
    robot agent
    run deploy execute
    safe safety secure security
    satellite aerial
    save keep store storage
    school education
    seller shop shopping store
    several some
    shared share sharing
    sight vision visual
    simulate simulation
    singer vocal vocals voice
    size scale
    skip bypass omit
    slow sluggish straggler
    smaller compress reduce shrink
    space spatial
    speak speaker speech spoken talk voice
    start begin initial initialization initialize
    table spreadsheet tabular
    teach instruct teacher
    tumor cancer tumour
    translate translation translator
    travel mobility transport
    turn convert transform
    typical normal usual
    unknown new unseen
    update refresh
    walk gait walking
    weather climate
    website address page url
    word token vocabulary
    write author generate
    """.strip().splitlines()
)
"""Groups of such words. A word may be in several; words of one group need not be alike in another."""
