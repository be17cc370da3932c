namespace VaeNotebooks;

/// <summary>The script of a Chinese sentence.</summary>
public enum ChineseScript
{
    /// <summary>No character tells the two scripts apart.</summary>
    Either,

    /// <summary>Only characters of the simplified script tell.</summary>
    Simplified,

    /// <summary>Only characters of the traditional script tell.</summary>
    Traditional,

    /// <summary>Characters of both.</summary>
    Mixed,
}

/// <summary>Tells the scripts apart by frequent characters that only one of them has. A rough test: rare characters are not looked at.</summary>
internal static class ChineseScripts
{
    // The same characters in the same order. Those that the traditional script has as well, with another meaning (后, 里, 只, 台), are left out.
    private const string SimplifiedCharacters =
        "们这说为来时会对没过还个么样学开关见书买卖钱车话语请问让谢认识爱欢点间电视脑机东国给听读写岁儿难现发长门张马鸟鱼饭馆医药气热员远进运动师场经济万与两严" +
        "丧丰临丽举义乐习乡亲亿仅从仓仪价众优伤伟传体余侦侧债倾偿储兰兴养军农决况冻净减凤击刘则刚创别制办务胜劳势华协单卢历压厅厌厨县参双变叶号叹吗启呜哑响哟唤" +
        "团园围图圆圣坏块坚坛坟垒处备复够头夹夺奋奖妈妇孙宁宝实审宪宫宽宾导寿将尔尘尝层属岛币帅帮带广庆库应庙废异弃弹强归录彻忆忧怀态总恋恶恼悬惊惧惨愿懒戏战户" +
        "扑执扩扫扬护报担拥择损换据掷摆摇数无旧显晓术杀杂权条极构标栋树档桥检楼欧残毁毕汉汤沟泪泽洁浅测浏浓涛润渐渔湾湿满灭灯灵灾炉炼烂烦烧爷牵犹独狮猎猪猫环疗" +
        "疯盖盗盘睁矿码础确离种积称稳穷窍竞笔笼筑简类粮紧纠红级纪纯纸线练组细织终绍结绕绝统继绩续维综绿缓编缘缩罗罚职联聪肃胆脏脱脸虑虽蚁蛮补衬袜装览觉规触计订" +
        "讨训议记讲许论设访证评词译试诗诚该详误诱诺谁调谈谊谋谎谜贝负贡财责败货质贪贫购贯贱贴贵费贺资赏赔赖赚赛赞赢赵赶跃践踪转轮软轻载较辆输边达迁迈违连迟适选" +
        "递逻遗邮邻酱释钟钢钥铁铃银锁错键镇镜闪闭闯闲闷闹闻阅队阳阴阶际陆陈险随隐雾静页顶项顺须顾顿预领频颗题颜额风飞饥饮饰饱饿驾驶骂骄验骑骗鸡鸭麦黄齐齿龙龟";

    private const string TraditionalCharacters =
        "們這說為來時會對沒過還個麼樣學開關見書買賣錢車話語請問讓謝認識愛歡點間電視腦機東國給聽讀寫歲兒難現發長門張馬鳥魚飯館醫藥氣熱員遠進運動師場經濟萬與兩嚴" +
        "喪豐臨麗舉義樂習鄉親億僅從倉儀價眾優傷偉傳體餘偵側債傾償儲蘭興養軍農決況凍淨減鳳擊劉則剛創別製辦務勝勞勢華協單盧歷壓廳厭廚縣參雙變葉號嘆嗎啟嗚啞響喲喚" +
        "團園圍圖圓聖壞塊堅壇墳壘處備復夠頭夾奪奮獎媽婦孫寧寶實審憲宮寬賓導壽將爾塵嘗層屬島幣帥幫帶廣慶庫應廟廢異棄彈強歸錄徹憶憂懷態總戀惡惱懸驚懼慘願懶戲戰戶" +
        "撲執擴掃揚護報擔擁擇損換據擲擺搖數無舊顯曉術殺雜權條極構標棟樹檔橋檢樓歐殘毀畢漢湯溝淚澤潔淺測瀏濃濤潤漸漁灣濕滿滅燈靈災爐煉爛煩燒爺牽猶獨獅獵豬貓環療" +
        "瘋蓋盜盤睜礦碼礎確離種積稱穩窮竅競筆籠築簡類糧緊糾紅級紀純紙線練組細織終紹結繞絕統繼績續維綜綠緩編緣縮羅罰職聯聰肅膽髒脫臉慮雖蟻蠻補襯襪裝覽覺規觸計訂" +
        "討訓議記講許論設訪證評詞譯試詩誠該詳誤誘諾誰調談誼謀謊謎貝負貢財責敗貨質貪貧購貫賤貼貴費賀資賞賠賴賺賽贊贏趙趕躍踐蹤轉輪軟輕載較輛輸邊達遷邁違連遲適選" +
        "遞邏遺郵鄰醬釋鐘鋼鑰鐵鈴銀鎖錯鍵鎮鏡閃閉闖閒悶鬧聞閱隊陽陰階際陸陳險隨隱霧靜頁頂項順須顧頓預領頻顆題顏額風飛飢飲飾飽餓駕駛罵驕驗騎騙雞鴨麥黃齊齒龍龜";

    private static readonly HashSet<char> Simplified = [.. SimplifiedCharacters];
    private static readonly HashSet<char> Traditional = [.. TraditionalCharacters];

    // In the grammar's sentences these have one traditional form; in others 只, 周 and 画 may stay as they are.
    private static readonly Dictionary<char, char> ToTraditionalCharacters =
        new(SimplifiedCharacters.Zip(TraditionalCharacters).Concat("蓝画苹只周".Zip("藍畫蘋隻週")).Select(pair => KeyValuePair.Create(pair.First, pair.Second)).DistinctBy(pair => pair.Key));

    /// <summary>A sentence of the grammar in traditional characters. Not for other text, where a character may have several traditional forms.</summary>
    public static string ToTraditional(string simplified) =>
        string.Concat(simplified.Select(character => ToTraditionalCharacters.GetValueOrDefault(character, character)));

    public static ChineseScript Of(string text) => (text.Any(Simplified.Contains), text.Any(Traditional.Contains)) switch
    {
        (true, false) => ChineseScript.Simplified,
        (false, true) => ChineseScript.Traditional,
        (true, true) => ChineseScript.Mixed,
        _ => ChineseScript.Either,
    };
}
