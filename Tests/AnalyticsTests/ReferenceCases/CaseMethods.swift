/// Which methods of the reference cases are implemented, and which may still wait.
enum CaseMethods {
    typealias Method = @Sendable (ReferenceCases.Case) -> JSON

    /// Issues whose methods must pass: "later" is a failure for them.
    static let resolvedIssues: Set<Int> = [2, 4, 6]

    static let implemented: [String: Method] = [
        "kpi.municipality_30pct": KPICases.municipality,
        "kpi.prefecture_50pct": KPICases.prefecture,
        "kpi.data_quality_bounds": KPICases.bounds,
        "kpi.as_of": AsOfCase.result,
        "kpi.area_rollup": AreaRollUpCase.result,
        "kpi.rate_decomposition": KPICases.rateDecomposition,
        "kpi.float_traps": FloatTraps.result,
        "kpi.area_code": KPICases.areaCode,
        "rogers.rank_midpoint": RogersCases.rankMidpoint,
        "rogers.group_category": RogersCases.groupCategory,
        "rogers.stage": RogersCases.stage,
        "rogers.lifecycle": RogersCases.lifecycle,
        "bass.hazard_mle": ForecastCases.hazardFit,
        "forecast.binomial_chain_dp": ForecastCases.chain,
        "forecast.reach_probability_const": ForecastCases.constant,
        "forecast.grid_posterior": ForecastCases.posterior,
        "forecast.power_prior": ForecastCases.powerPrior,
        "backtest.mase": ForecastCases.scaledError,
        "backtest.interval_score": ForecastCases.intervalScore,
        "backtest.pinball": ForecastCases.pinball,
        "network.coverage": NetworkCases.coverage,
        "network.benchmark": NetworkCases.benchmark,
        "network.degree": NetworkCases.degree,
        "network.recruit_links": RecruitCases.links,
        "network.max_coverage": RecruitCases.coverage,
        "campaign.change_comparison": CampaignCases.changeComparison,
        "campaign.min_p": CampaignCases.smallestP,
        "campaign.did_weighting": CampaignCases.weighting,
        "campaign.permutation_office_weighted": CampaignCases.officeWeighted,
        "special.t_sf": SpecialCases.studentTail,
        "special.betainc": SpecialCases.beta,
        "special.nbinom": SpecialCases.negativeBinomial,
        "special.norm_ppf": SpecialCases.normalQuantile,
        "special.norm_cdf": SpecialCases.normalCumulative,
        "special.chi2_sf": SpecialCases.chiSquare,
        "special.binom_pmf": SpecialCases.binomial,
        "special.lgamma": SpecialCases.logGamma,
        "special.signrank": SpecialCases.signedRank,
    ]

    /// Methods that are not implemented yet, with the issue that brings them; nil: may wait for good (the LATER list
    /// of the cases' README).
    static let later: [String: Int?] = [
        "rogers.mean_sd": nil, "rogers.theory": nil, "rogers.pitfall": nil, "rogers.bass_categories": nil,

        "bass.curve": nil, "bass.nls": nil, "bass.profile": nil, "forecast.delta_time": nil,
        "logistic.nls": nil, "gompertz.nls": nil, "curve.compare": nil,
        "forecast.eb_shrinkage": nil, "forecast.eb_shrinkage_fixed": nil, "backtest.rolling_origin": nil,

        "campaign.did_2x2": nil, "campaign.did_twfe": nil, "campaign.its": nil, "campaign.matching": nil,
        "campaign.staggered_did": nil,

        "survey.wilson": 5, "survey.wilson_fpc": 5, "survey.crosstab": 5, "survey.paired_change": 5,
        "survey.min_p": 5, "survey.suppression": 5, "survey.suppression_audit": 5, "survey.percent_consistency": 5,
        "survey.multi_answer": 5, "survey.p_adjust": 5, "survey.paired_bootstrap": 5, "survey.likert": 5,
        "survey.nps": 5, "survey.response_rate": 5,
        "survey.mcnemar": nil, "survey.kappa": nil, "survey.kappa_fleiss": nil, "survey.weights_stratified": nil,
        "survey.raking": nil, "survey.ordinal_compare": nil,

        "network.granovetter": nil, "network.exposure": nil, "network.linear_threshold": nil,
    ]
}
