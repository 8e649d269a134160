"""Words that say little: stop words in three grades, each including the one before, and everyday words."""


def _split(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLE_WORDS = _split(
    """
    a an and are as at be by can do does for from how in into is it its of on or our that the their this
    to toward towards via we what when where which who why with
    """
)
"""Words too common in titles to characterize one."""

FUNCTION_WORDS = TITLE_WORDS | _split(
    """
    about all also am any because been but could did doing each else ever every get gets getting give
    given gives go goes had has have having he her here his i if itself just let lets like made make
    makes many may me might more most much must my no nor not off one other ours out over own per shall
    she should so some still such than them then there these they those thus too under until up upon us
    use used uses using very want was way were whether while whom whose will within without would yet
    you your
    """
)
"""Words without a meaning of their own, which searching ignores."""

OTHER_FUNCTION_WORDS = _split(
    """
    als auf aus bei das dem den der des die ein eine einem einen einer eines für im mit nach und vom von vor
    zu zum zur über avec aux dans du en est et la le les leur par pour sur une con de del el las los para por
    sobre un una y al da dei del della delle di gli il nel nella
    """
)
"""Articles, prepositions and conjunctions of German, French, Spanish and Italian."""

GENERIC_WORDS = FUNCTION_WORDS | _split(
    """
    able above accordingly account achieve achieved achieves achieving across additional additionally
    address addressed addresses addressing advance advanced advances advantage advantages affect
    affected affects after again against aim aims allow allowing allows almost along alongside already
    alternative although always among amount analyze another appear applied applies apply applying
    approach approaches around art article available away based baseline baselines beat beats become
    becomes before begin begins being below benefit benefits beside best better between beyond biggest
    billion billions both bring brings broad build building builds called cannot capabilities capability
    capable case cases challenge challenges challenging change changed changes choice choose claim close
    closely code come comes common commonly compare compared comparing comparison competitive complete
    comprehensive concept concepts conduct conducted confirm confirmed confirming confirms consider
    considered considering consist consistent consistently consists continue contrast contribute
    contribution contributions convenient correspond corresponding correspondingly create created creates
    creating cross current currently cutting demonstrate demonstrated demonstrates demonstrating depend
    depends describe described design designed designs desired despite detailed determine determined
    determines develop developed developing difference different difficult difficulty directly discover
    discuss discussed distinct done down due during easily effect effective effectively effectiveness
    effects efficacy eg eight either emerged empirical empirically employ employed employs enable enabled
    enables enabling encourage encouraging end ends enhance enhanced enhances enhancing enough ensure
    ensures entire especially essential essentially establish etc evaluate evaluated evaluation
    evaluations even evidence exact exactly example examples exceed exceeds excellent exhibit exhibits
    exist existing exists expected experiment experimental experimentally experiments explore explored
    explores exploring extend extended extensive extensively fact fail fails far few field finally find
    finding findings finds first five focus focused focuses focusing follow following follows former
    formulate found four framework frameworks free full fully fundamental further furthermore future g
    gain gained gains general generally github goal good greatly hand help helps hence high higher
    highest highly however https hundred hundreds idea ideal ideas identify ie impact implement
    implementation implemented important importantly impressive improve improved improvement
    improvements improves improving include included includes including increase increased increases
    increasing increasingly indeed independent ing inner insight insights inspired instead interesting
    interestingly introduce introduced introduces introducing intuition intuitive investigate
    investigated involve involves involving issue issues justification keep keeps key know known lack
    large largely larger largest last latter lead leading leads least less leverage leveraged leverages
    leveraging light limit limitation limitations limited literature little long lower main mainly
    maintain maintaining maintains major making manner matter means meet meets method methods million
    millions model models moreover motivated multi multiple name namely natural naturally nature near
    necessary necessity need needed needs neither new nine non notable notably note notion novel now
    number numerous observation observations observe observed obtain obtained obtains offer offers often
    once only onto open opposed order original others outer outperform outperformed outperforming
    outperforms outstanding overall overcome pair paired paper papers part particular particularly pave
    perform performance performances performed performing performs place places play plays poor poorly
    popular possess possible potential powerful practical practice pre present presented presents previous
    previously principled prior problem problems procedure produce promise promising proper properly
    propose proposed proposes proposing prove proven proves provide provided provides providing public
    publicly purpose question questions quite raise raising range rarely rate rather real recent
    recently reduce reduced reduces reducing reduction regard regarding relate related relates relation
    relative release released relevant relies rely relying remain remains remarkable remarkably report
    reported represent require required requires requiring research researchers respect respectively
    result resulting results reveal reveals review rich role s same save saves saving scenario scenarios
    second seek seen set sets setting settings seven several shed short show showed showing shown shows
    side significant significantly similar simple simply simultaneously since single six size sized
    solution solutions solve solved solves solving specific specifically standard start starting starts
    state step steps straightforward strong studied studies study studying sub substantial substantially
    success successful successfully suffer suffers sufficient sufficiently suggest suggests suitable
    super superior superiority support survey systematic systematically t tackle take takes task tasks
    technique techniques ten tend tends term terms test tested themselves theoretical theoretically
    thereby therefore third though thousand thousands three through times today together tool tools top
    total traditional treat trillion trillions true try turn turns two type types typical typically
    ubiquitous underlying understand understanding understood unfortunately unique unlike useful usually
    utilize utilized utilizes utilizing validate validated validating valuable value values variety
    various vast verified verify version vs ways well whereas whilst whole wide widely widespread wise
    work works world years yield yielding yields
    """
)
"""Function words, and words that abstracts in any field contain (``propose``, ``results``)."""

EVERYDAY_WORDS = _split(
    """
    able about above across actually after again against allow allows almost alone along already
    although always among answer answers apart around aspect away back bad based become before begin
    behind below best better between beyond big bigger biggest both bring brings build building built
    call called came case cases cause certain change changed changes choose chosen clever come comes
    coming common compare compared consider contain course create cut decide depend despite different
    difficult done down during easily easy effect effective either end enough especially even evenly
    exact exactly example examples fact far few fewer find finding finds first fit fits fixed follow
    following found full fully further general giant good great grow guess half happen happens hard help
    helps high higher hold huge idea important improve improved improves improving inside instead issue
    keep keeps kind know known knows lack large larger largest last late later least leave less level
    likely little long look looks lose lot low lower main manner matter mean means method methods mostly
    move name near nearby need needed needs never new next nice nothing now number often old once only
    open others otherwise paper papers part particular parts people perform perhaps place places plain
    possible pretty probably problem problems produce proper propose proposed provide put question quick
    quickly quite rather read real really reason recent recently require required result results right
    run running safe safely said same save say says see seem seen several show shown shows similar
    simple simpler simply since slow slower small smaller smallest someone something sometimes soon sort
    start state step stop straight study sure take taken takes talk tell thing things think three tiny
    together try trying turn two type types typical understand understanding usual usually various view
    well whole wide without work working works worse worst wrong
    """
)
"""Words of everyday language, which say little about a paper however rare they are on a list."""
